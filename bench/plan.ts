/**
 * Times how long it takes to read a plan of 5,000 resources, hold it against the gate, estimate its cost and say it as text.
 * Prints seconds, seconds of the parsing alone, the peak memory of the process in MiB and the size of the plan in MiB.
 */
import { GATE_RULES, type GateRule } from "../pipelines/config/index.js";
import { estimateCost, judgeGate, planText, readPlan } from "../pipelines/terraform/index.js";

const RESOURCES = 5000;
const ACTIONS = [["create"], ["update"], ["delete", "create"], ["delete"], ["no-op"]];

/** A Cloud Run service, as the provider describes one. */
function service(index: number, image: string) {
  const env = Array.from({ length: 12 }, (_, at) => ({ name: `VARIABLE_${at}`, value: `value ${at} of ${index}` }));
  return {
    name: `service-${index}`,
    location: "europe-west6",
    labels: { team: `team-${index % 40}`, product: "shop" },
    deletion_protection: true,
    ingress: "INGRESS_TRAFFIC_ALL",
    template: [
      {
        scaling: [{ min_instance_count: 1, max_instance_count: 20 }],
        service_account: `run-${index}@shop.iam.gserviceaccount.com`,
        containers: [
          { image, env, ports: [{ container_port: 8080 }], resources: [{ limits: { cpu: "1", memory: "512Mi" } }] },
        ],
      },
    ],
    password: `secret of ${index}`,
    description: "text ".repeat(60),
  };
}

const resource_changes = Array.from({ length: RESOURCES }, (_, index) => {
  const actions = ACTIONS[index % ACTIONS.length] ?? [];
  const [before, after] = [service(index, "shop:1"), service(index, actions[0] === "no-op" ? "shop:1" : "shop:2")];
  return {
    address: `module.shop.google_cloud_run_v2_service.all["service-${index}"]`,
    mode: "managed",
    type: "google_cloud_run_v2_service",
    change: {
      actions,
      before: actions[0] === "create" ? null : before,
      after: actions.length === 1 && actions[0] === "delete" ? null : after,
      after_unknown: { id: true, uri: true },
      before_sensitive: { password: true },
      after_sensitive: { password: true },
    },
  };
});
const text = JSON.stringify({ format_version: "1.2", terraform_version: "1.11.0", resource_changes });
resource_changes.length = 0;

const parsing = performance.now();
JSON.parse(text);
const parsed = (performance.now() - parsing) / 1000;

const began = performance.now();
const read = readPlan(text);
if (!read.ok) throw new Error(read.problem.what);
const { plan } = read;
const cost = estimateCost(plan.changes);
const levels = Object.fromEntries(Object.keys(GATE_RULES).map((rule) => [rule, "stop"])) as Record<GateRule, "stop">;
const gate = judgeGate({ changes: plan.changes, levels, allowances: [], budget: { ...cost, limit: undefined } });
const said = planText({ environment: "production", workspace: undefined, plan, gate, cost, notes: [] });
const seconds = (performance.now() - began) / 1000;
if (!said.includes("1000 to replace") || said.includes("secret of")) throw new Error("the plan was not said as it is");
console.log(seconds, parsed, process.resourceUsage().maxRSS / 1024, Buffer.byteLength(text) / 2 ** 20);
