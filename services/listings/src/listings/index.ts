export { addExamples } from "./examples.js";
export { listingRoutes } from "./routes.js";
