export { releaseText } from "./release-text.js";
