export { type CostEstimate, type CostLine, estimateCost } from "./estimate.js";
export { PRICES, type Prices } from "./prices.js";
