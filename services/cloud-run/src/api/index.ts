export type { Log } from "./call.js";
export { type Api, type ApiOptions, serveApi } from "./serve.js";
