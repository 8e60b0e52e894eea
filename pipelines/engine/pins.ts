import type { Directory } from "@dagger.io/dagger";
import { SlipwayError } from "../errors/index.js";
import { type ImageLock, LOCK_FILE, pinned, readLock } from "../images/index.js";

/** Names of images as they are pulled: by digest, where the repository has a lock file. */
export class Pins {
  readonly #lock: ImageLock | undefined;
  readonly #floating = new Set<string>();

  constructor(lock?: ImageLock) {
    this.#lock = lock;
  }

  /** The pins of a repository; `LOCK_INVALID` where its lock file cannot be read. */
  static async of(source: Directory): Promise<Pins> {
    const [file] = await source.glob(LOCK_FILE);
    if (file === undefined) return new Pins();
    const read = readLock(await source.file(LOCK_FILE).contents());
    if (!read.ok) throw new SlipwayError("LOCK_INVALID", read.problem);
    return new Pins(read.lock);
  }

  /** `IMAGE_UNPINNED` where there is a lock file without the image. */
  reference(image: string): string {
    const found = pinned(image, this.#lock);
    if (!found.ok) throw new SlipwayError("IMAGE_UNPINNED", found.problem);
    if (!found.reference.includes("@sha256:")) this.#floating.add(image);
    return found.reference;
  }

  /** Images that were asked for and are not pinned. */
  get floating(): readonly string[] {
    return [...this.#floating].sort();
  }
}
