import { z } from "zod";

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);
const line = z.int().min(1);

/** The parts of SARIF 2.1.0 that are written here, closed: sections 3.13 (log), 3.14 (run), 3.19, 3.27 (result), 3.35, 3.49. */
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            informationUri: z.url(),
            rules: z.array(
              z.strictObject({
                id: z.string().min(1),
                shortDescription: message,
                helpUri: z.url().optional(),
                defaultConfiguration: z.strictObject({ level }),
                properties: z.strictObject({
                  tags: z.array(z.string()),
                  "security-severity": z.string().regex(/^(10|\d)\.\d$/),
                }),
              }),
            ),
          }),
        }),
        properties: z.record(z.string(), z.string()),
        results: z.array(
          z.strictObject({
            ruleId: z.string().min(1),
            ruleIndex: z.int().min(0),
            level,
            message,
            locations: z
              .array(
                z.strictObject({
                  physicalLocation: z.strictObject({
                    artifactLocation: z.strictObject({ uri: z.string().regex(/^(?!\/)[\w%.!~*'()/-]+$/) }),
                    region: z.strictObject({ startLine: line, endLine: line }).optional(),
                  }),
                }),
              )
              .length(1),
            partialFingerprints: z.record(z.string(), z.string().regex(/^[0-9a-f]{32}$/)).optional(),
            baselineState: z.enum(["new", "unchanged", "updated", "absent"]).optional(),
            suppressions: z.array(
              z.strictObject({
                kind: z.enum(["inSource", "external"]),
                status: z.enum(["accepted", "underReview", "rejected"]),
                justification: z.string().min(1),
              }),
            ),
            properties: z.record(z.string(), z.string()),
          }),
        ),
      }),
    )
    .length(1),
});

/** Everything in which a log is not SARIF 2.1.0: its shape, rules that are there twice, results that point at another rule. */
export function sarifProblems(log: unknown): string[] {
  const shape = Sarif.safeParse(log);
  if (!shape.success) return shape.error.issues.map(({ path, message: text }) => `${path.join(".")}: ${text}`);
  return shape.data.runs.flatMap(({ tool, results }) => {
    const ids = tool.driver.rules.map(({ id }) => id);
    const wrong = results.filter(({ ruleId, ruleIndex }) => ids[ruleIndex] !== ruleId);
    const backwards = results.filter(({ locations }) =>
      locations.some(({ physicalLocation: { region } }) => region !== undefined && region.startLine > region.endLine),
    );
    return [
      ...(new Set(ids).size < ids.length ? ["a rule is there twice"] : []),
      ...wrong.map(({ ruleId }) => `${ruleId} points at another rule`),
      ...backwards.map(({ ruleId }) => `${ruleId} ends before it begins`),
    ];
  });
}
