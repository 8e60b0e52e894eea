export { baseImages, imageUnder, withImages } from "./dockerfile-images.js";
export { type Commit, commitCommand, labelsOf, readCommit } from "./labels.js";
export { type ImageLock, LOCK_FILE, type LockProblem, lockText, pinned, REFRESH, readLock } from "./lock.js";
