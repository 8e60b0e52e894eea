export { connect, type Database, openDatabase } from "./connection.js";
export { lockName, migrate, pendingMigrations } from "./migrations.js";
export { listings } from "./schema.js";
