import { createHash } from "node:crypto";
import type { NextConfig } from "next";
import { buildIdOf } from "./build-id";
import { fixedHeaders } from "./src/security-headers";

const folder = import.meta.dirname;
const buildId = buildIdOf(folder);

// Read from the environment when a build starts, which is after this file.
process.env["NEXT_TELEMETRY_DISABLED"] ??= "1";
// Encrypts the values that server actions close over. None here does, so it protects nothing and may be anyone's to
// know; a random one would make every build different.
process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] ??= createHash("sha256").update(buildId).digest("base64");

const config: NextConfig = {
  output: "standalone",
  generateBuildId: () => buildId,
  // Said outright, since a lock file further up would make that folder the root.
  outputFileTracingRoot: folder,
  turbopack: { root: folder },
  // No image is resized, so the library for it stays out of the image.
  images: { unoptimized: true },
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
  poweredByHeader: false,
  reactStrictMode: true,
  headers: async () => [{ source: "/:path*", headers: fixedHeaders }],
};

export default config;
