import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseImages, withImages } from "../../images/index.js";

const DIGEST = `sha256:${"a".repeat(64)}`;
const lines = (...all: readonly string[]) => `${all.join("\n")}\n`;
/** `$` and a name, which Biome takes for a template where it stands in a text. */
const variable = (name: string) => `$\{${name}}`;

const pin = (reference: string) => (reference.includes("@") ? reference : `${reference}@${DIGEST}`);

/** Dockerfiles with the images that they name. */
const FILES: readonly (readonly [string, string, readonly string[]])[] = [
  ["one stage", lines("FROM node:22"), ["node:22"]],
  ["several stages", lines("FROM node:22 AS build", "FROM build AS test", "FROM nginx"), ["node:22", "nginx"]],
  ["an image twice", lines("FROM node:22 AS a", "FROM node:22 AS b"), ["node:22"]],
  ["a platform", lines("FROM --platform=$BUILDPLATFORM node:22 AS x", "FROM x"), ["node:22"]],
  ["lower case", lines("from node:22 as build", "copy --from=nginx:1 /a /b", "from build"), ["node:22", "nginx:1"]],
  ["a stage in another case", lines("FROM node:22 AS Build", "FROM BUILD", "COPY --from=build /a /b"), ["node:22"]],
  ["scratch", lines("FROM scratch", "COPY --from=busybox:1 /a /b"), ["busybox:1"]],
  ["stages by number", lines("FROM node:22", "FROM nginx", "COPY --from=0 /a /b"), ["node:22", "nginx"]],
  ["a stage that comes later", lines("FROM a:1", "COPY --from=z /a /b", "FROM b:1 AS z"), ["a:1", "b:1"]],
  ["an image with a later stage's name", lines("FROM z AS a", "FROM b:1 AS z"), ["z", "b:1"]],
  ["an image with its stage's name", lines("FROM node AS node", "COPY --from=node /a /b"), ["node"]],
  [
    "COPY with further flags",
    lines("FROM a:1", "COPY --chown=1:1 --from=b:1 /a /b", "COPY --from=c:1 --link /a /b"),
    ["a:1", "b:1", "c:1"],
  ],
  ["COPY with a list", lines("FROM a:1", 'COPY --from=b:1 ["x y", "z"]'), ["a:1", "b:1"]],
  [
    "mounts",
    lines(
      "FROM a:1 AS a",
      "RUN --mount=type=bind,from=b:1,target=/b --mount=type=cache,target=/c --mount=from=c:1 --mount=from=a ls",
    ),
    ["a:1", "b:1", "c:1"],
  ],
  ["comments", lines("# FROM x:1", "FROM a:1", "# COPY --from=y:1 /a /b"), ["a:1"]],
  ["lines that go on", lines("FROM \\", "  # FROM x:1", "  a:1 \\", "  AS b", "RUN echo \\", " FROM y:1"), ["a:1"]],
  ["an image over two lines", lines("FROM no\\", "de:22 AS b", "FROM b"), ["node:22"]],
  ["another escape", lines("# escape=`", "FROM a:1 `", " AS b", "RUN dir C:\\", "FROM c:1"), ["a:1", "c:1"]],
  [
    "heredocs",
    lines(
      "FROM a:1",
      "RUN <<EOF",
      "FROM x:1",
      "EOF",
      "COPY <<-'EF' /x",
      "FROM y:1",
      "\tEF",
      "RUN cat <<A <<B",
      "FROM x",
      "A",
      "FROM y",
      "B",
    ),
    ["a:1"],
  ],
  [
    "a registry with a port",
    lines("FROM localhost:5000/a/b", "FROM host:5000/c:1"),
    ["localhost:5000/a/b", "host:5000/c:1"],
  ],
  ["digests", lines(`FROM a:1@${DIGEST}`, `COPY --from=b@${DIGEST} /a /b`), [`a:1@${DIGEST}`, `b@${DIGEST}`]],
  ["Windows' line ends", "FROM a:1 AS x\r\nCOPY --from=b:1 /a /b\r\nFROM x\r\n", ["a:1", "b:1"]],
  ["words that end nothing", lines("FROM", "COPY --from", "COPY --from= a b", "RUN --mount", "FROM --platform"), []],
  ["nothing", "", []],
];

describe("baseImages", () => {
  it.each(FILES)("are found with %s", (_, text, images) => {
    expect(baseImages(text)).toEqual(images);
  });

  const from = (image: string, ...args: readonly string[]) => lines(...args, `FROM ${image}`);

  it.each([
    [from("node:$V", "ARG V=22"), {}, ["node:22"]],
    [from("node:$V", "ARG V=22"), { V: "24" }, ["node:24"]],
    [from("node:$V", 'ARG V="22"'), {}, ["node:22"]],
    [from("node:$B", "ARG A=1 B=22"), {}, ["node:22"]],
    [from("$I", "ARG V=22", "ARG I=node:$V"), {}, ["node:22"]],
    [from("$I", "ARG V=22", "ARG I=node:$V"), { V: "24" }, ["node:24"]],
    [from(`node:${variable("V:-22")}`), {}, ["node:22"]],
    [from(`node:${variable("V:-22")}`, "ARG V"), {}, ["node:22"]],
    [from(`node:${variable("V-22")}`, "ARG V"), {}, ["node:22"]],
    [from(`node:${variable("V:-22")}`, "ARG V="), {}, ["node:22"]],
    [from(`node:${variable(`V:-${variable("W")}`)}`, "ARG W=22"), {}, ["node:22"]],
    [from(`node${variable("V:+:22")}`, "ARG V=yes"), {}, ["node:22"]],
    [from(`node${variable("V:+:22")}`, "ARG V"), {}, ["node"]],
    [from("$S", "ARG S=build", "FROM a:1 AS build"), {}, ["a:1"]],
    [from("$I", "ARG I=scratch"), {}, []],
    // What nothing sets fails in the build itself.
    [from("node:$V"), {}, []],
    [from("node:$V"), { V: "22" }, []],
    [from("node:$toString", "ARG constructor"), {}, []],
    [from("$A", "ARG A=$B", "ARG B=$A"), {}, []],
  ])("have build arguments filled in: %j with %j", (text, args, images) => {
    expect(baseImages(text, args)).toEqual(images);
  });

  it("are not changed by an argument of a stage", () => {
    expect(baseImages(lines("ARG V=1", "FROM a:$V", "ARG V=2", "FROM b:$V"))).toEqual(["a:1", "b:1"]);
  });
});

describe("withImages", () => {
  it("replaces every image from outside, and nothing else", () => {
    const text = lines(
      "ARG V=22",
      "FROM --platform=$BUILDPLATFORM node:$V AS build # not a comment",
      "RUN --mount=type=bind,from=golang:1,target=/go make",
      "FROM build",
      "COPY --link --from=nginx:1 --chown=1 /a /b",
      "COPY --from=build /a /b",
    );
    expect(withImages(text, {}, (reference) => `<${reference}>`)).toBe(
      lines(
        "ARG V=22",
        "FROM --platform=$BUILDPLATFORM <node:22> AS build # not a comment",
        "RUN --mount=type=bind,from=<golang:1>,target=/go make",
        "FROM build",
        "COPY --link --from=<nginx:1> --chown=1 /a /b",
        "COPY --from=build /a /b",
      ),
    );
  });

  it("leaves as written what stays the same, build arguments too", () => {
    const text = lines("ARG V=22", "FROM node:$V");
    expect(withImages(text, {}, (reference) => reference)).toBe(text);
  });

  it.each(FILES)("pins what baseImages finds, with %s", (_, text, images) => {
    expect(baseImages(withImages(text, {}, pin))).toEqual(images.map(pin));
  });
});

const image = fc.constantFrom("node:22", "host:5000/a/b:1", "nginx", `x@${DIGEST}`, "build", "1", "scratch", "node:$V");
const instruction = fc.oneof(
  image.map((name) => `FROM ${name}`),
  fc.tuple(image, fc.constantFrom("build", "Test", "1a")).map(([name, stage]) => `FROM ${name} AS ${stage}`),
  image.map((name) => `COPY --link --from=${name} /a /b`),
  image.map((name) => `RUN --mount=type=bind,from=${name},target=/x ls`),
  fc.constantFrom("ARG V=1", "RUN <<E\nFROM x:1\nE", "# FROM y", "RUN a \\\n FROM z", 'CMD ["a"]', "", "\r"),
);
const dockerfile = fc.oneof(
  { weight: 4, arbitrary: fc.array(instruction, { maxLength: 8 }).map((all) => all.join("\n")) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: "binary" }) },
);
const OPTIONS = { seed: 20_261_121, numRuns: 1_000 };

describe("withImages, for any text,", () => {
  it("changes nothing where no image is replaced", () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        expect(withImages(text, {}, (reference) => reference)).toBe(text);
      }),
      OPTIONS,
    );
  });

  it("pins once what it pins twice", () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const once = withImages(text, {}, pin);
        expect(withImages(once, {}, pin)).toBe(once);
      }),
      OPTIONS,
    );
  });

  it("leaves nothing floating", () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        for (const reference of baseImages(withImages(text, {}, pin))) expect(reference).toContain("@");
      }),
      OPTIONS,
    );
  });
});
