export { checksJson, checksSummary } from "./checks-summary.js";
export { checksText } from "./checks-text.js";
export { releaseText } from "./release-text.js";
