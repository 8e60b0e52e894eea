export { folderStorage, type Storage } from "./folder-storage.js";
export { decodeRecord, encodeRecord } from "./record-text.js";
