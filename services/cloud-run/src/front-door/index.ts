export type { FinishedRequest } from "./finished-request.js";
export { createFrontDoor } from "./front-door.js";
