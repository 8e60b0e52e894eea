export { allOf } from "./all-of.js";
export { ERROR_CODES, type ErrorCode, isSlipwayError, SlipwayError } from "./slipway-error.js";
