import { createHash } from "node:crypto";

/** An image as `docker save` writes it, with one layer that holds the files. */
export function imageTarball(files: Readonly<Record<string, string>>): Buffer {
  const layer = tar(files);
  const diff = `sha256:${createHash("sha256").update(layer).digest("hex")}`;
  const config = { architecture: "amd64", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: [diff] } };
  return tar({
    "layer.tar": layer,
    "config.json": JSON.stringify({ ...config, history: [{ created_by: "COPY" }] }),
    "manifest.json": JSON.stringify([{ Config: "config.json", RepoTags: ["api:1"], Layers: ["layer.tar"] }]),
  });
}

/** Plain ustar: a header of 512 bytes and the content, filled up to 512, for each file. */
function tar(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write("0000644\x000000000\x000000000\0", 100);
    header.write(`${content.length.toString(8).padStart(11, "0")}\u000000000000000\u0000`, 124);
    header.write("        0", 148);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\u0000 `, 148);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
