export { codeSpan, escaped, fenced } from "./markdown.js";
