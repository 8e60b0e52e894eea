import { chromium } from "./chromium.js";
import { debian } from "./debian.js";
import { git } from "./git.js";
import type { Image } from "./image.js";
import { node } from "./node.js";
import { postgres } from "./postgres.js";
import { opentofu, trivy } from "./program.js";
import { python, uv } from "./python.js";
import { redis } from "./redis.js";

export { type Image, mirrorName } from "./image.js";

/** Every base image that a machine without Docker Hub gets, each after the ones it stands on. */
export const IMAGES: readonly Image[] = [debian, git, node, postgres, redis, chromium, python, uv, trivy, opentofu];
