export { daggerMachine } from "./dagger-machine.js";
export { fetchHttp } from "./fetch-http.js";
export { runInSpan } from "./span.js";
