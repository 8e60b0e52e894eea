import { textsAt } from "../at.js";
import type { Json } from "../change.js";
import { bindingsIn } from "./public-rules.js";
import type { Rule } from "./rule.js";

/** https://cloud.google.com/iam/docs/roles-overview, "Basic roles" */
const PRIMITIVE = ["roles/owner", "roles/editor", "roles/viewer"];

const GRANTS = /_iam_(?:member|binding|policy)$/;

/** Somebody gets a role over everything. */
export const primitiveRole: Rule = ({ type, before, after }) => {
  if (!GRANTS.test(type) || after === null) return [];
  const had = new Set(grants(before).map(grantKey));
  return grants(after)
    .filter((grant) => PRIMITIVE.includes(grant.role) && !had.has(grantKey(grant)))
    .map(({ role, member }) => `gives ${role} to ${member}`);
};

interface Grant {
  readonly role: string;
  readonly member: string;
}

function grants(value: Json): Grant[] {
  const [role = ""] = textsAt(value, "role");
  const members = [...textsAt(value, "member"), ...textsAt(value, "members")];
  const own = (members.length === 0 ? ["a member that is not known yet"] : members).map((member) => ({ role, member }));
  const policy = bindingsIn(value).flatMap((binding) =>
    binding.members.map((member) => ({ role: binding.role, member })),
  );
  return [...own, ...policy];
}

function grantKey({ role, member }: Grant): string {
  return `${role} ${member}`;
}

const MAKES = new Set(["create", "replace"]);

/** A key that never ends by itself and works from anywhere. */
export const serviceAccountKey: Rule = ({ type, action }) => {
  if (!MAKES.has(action)) return [];
  if (type === "google_service_account_key") return ["makes a key; use Workload Identity Federation instead"];
  if (type === "google_storage_hmac_key") return ["makes an HMAC key; use short-lived tokens instead"];
  return [];
};
