import { at, isObject, listAt, textsAt } from "../at.js";
import type { Json, ResourceChange } from "../change.js";
import type { Rule } from "./rule.js";

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

/** Types that say who may read a bucket or a dataset. */
const STORAGE = /^google_(?:storage_|bigquery_(?:dataset|table))/;

/** A bucket or a dataset is opened to everybody: by IAM, by an access list, or by no longer preventing it. */
export const publicBucket: Rule = (change) => {
  if (!STORAGE.test(change.type) || change.after === null) return [];
  const before = new Set(readers(change.before));
  const opened = readers(change.after).filter((reader) => !before.has(reader));
  const found = [...new Set(opened)].map((reader) => `gives ${reader} access`);
  const prevention = (value: Json) => at(value, "public_access_prevention");
  const isLifted = prevention(change.before) === "enforced" && prevention(change.after) !== "enforced";
  if (change.action === "update" && isLifted) found.push("no longer prevents public access");
  return found;
};

/** Everybody, each with the way in which access is given. */
function readers(value: Json): string[] {
  const members = [...textsAt(value, "member"), ...textsAt(value, "members"), ...textsAt(value, "entity")];
  const lists = textsAt(value, "role_entity").map((pair) => pair.split(":").slice(1).join(":"));
  const access = listAt(value, "access").flatMap((one) => [
    ...textsAt(one, "special_group"),
    ...textsAt(one, "iam_member"),
  ]);
  const policy = bindingsIn(value).flatMap(({ members: all }) => all);
  const everybody = [...members, ...lists, ...access, ...policy].filter((who) => EVERYBODY.includes(who));
  const predefined = textsAt(value, "predefined_acl").filter((acl) => /^public|^authenticatedRead$/i.test(acl));
  return [...everybody, ...predefined.map((acl) => `everybody, as ${acl} does,`)];
}

/** A database gets a public address. */
export const publicDatabase: Rule = (change) => {
  if (change.after === null) return [];
  switch (change.type) {
    case "google_sql_database_instance": {
      // Cloud SQL gives a public address unless it is told not to.
      const isPublic = (value: Json) =>
        value !== null && at(value, "settings", 0, "ip_configuration", 0, "ipv4_enabled") !== false;
      return isPublic(change.after) && !isPublic(change.before)
        ? ["gets a public address: ipv4_enabled is not false"]
        : [];
    }
    case "google_alloydb_instance": {
      const isPublic = (value: Json) => at(value, "network_config", 0, "enable_public_ip") === true;
      return isPublic(change.after) && !isPublic(change.before) ? ["gets a public address: enable_public_ip"] : [];
    }
    default:
      return [];
  }
};

const ALL_ADDRESSES = /^(?:0\.0\.0\.0\/0|::\/0|0\.0\.0\.0\/1|128\.0\.0\.0\/1|\*)$/;

/** A firewall rule, or a list of authorized networks, lets every address in. */
export const openNetwork: Rule = (change) => {
  if (change.after === null) return [];
  const before = new Set(openings(change.type, change.before));
  return openings(change.type, change.after)
    .filter((opening) => !before.has(opening))
    .map((opening) => `lets ${opening} in`);
};

function openings(type: string, value: Json): string[] {
  return [...new Set(rangesLetIn(type, value).filter((range) => ALL_ADDRESSES.test(range)))];
}

function rangesLetIn(type: string, value: Json): readonly string[] {
  switch (type) {
    case "google_compute_firewall":
      return firewallRanges(value);
    case "google_compute_firewall_policy_rule":
    case "google_compute_network_firewall_policy_rule":
    case "google_compute_region_network_firewall_policy_rule": {
      const isOpen = at(value, "direction") === "INGRESS" && at(value, "action") === "allow";
      return isOpen && at(value, "disabled") !== true ? textsAt(value, "match", 0, "src_ip_ranges") : [];
    }
    case "google_sql_database_instance":
      return listAt(value, "settings", 0, "ip_configuration", 0, "authorized_networks").flatMap((network) =>
        textsAt(network, "value"),
      );
    case "google_alloydb_instance":
      return listAt(value, "network_config", 0, "authorized_external_networks").flatMap((network) =>
        textsAt(network, "cidr_range"),
      );
    case "google_container_cluster":
      return controlPlaneRanges(value);
    case "google_app_engine_firewall_rule":
      return at(value, "action") === "ALLOW" ? textsAt(value, "source_range") : [];
    case "mongodbatlas_project_ip_access_list":
      return textsAt(value, "cidr_block");
    default:
      return [];
  }
}

/** A rule for incoming traffic that names no source at all is one for every address. */
function firewallRanges(value: Json): readonly string[] {
  const isIngress = (at(value, "direction") ?? "INGRESS") === "INGRESS";
  if (!isObject(value) || !isIngress || at(value, "disabled") === true || listAt(value, "allow").length === 0)
    return [];
  const ranges = textsAt(value, "source_ranges");
  const others = [...textsAt(value, "source_tags"), ...textsAt(value, "source_service_accounts")];
  const isUnnamed = ["source_ranges", "source_tags", "source_service_accounts"].every((key) => key in value);
  return ranges.length === 0 && others.length === 0 && isUnnamed ? ["0.0.0.0/0"] : ranges;
}

/** A cluster without the list has a control plane that every address reaches, unless only its private one is there. */
function controlPlaneRanges(value: Json): readonly string[] {
  if (!isObject(value)) return [];
  const lists = listAt(value, "master_authorized_networks_config");
  if (lists.length > 0) {
    return lists.flatMap((list) => listAt(list, "cidr_blocks").flatMap((block) => textsAt(block, "cidr_block")));
  }
  const isPrivate = at(value, "private_cluster_config", 0, "enable_private_endpoint") === true;
  return isPrivate || at(value, "enable_autopilot") === undefined ? [] : ["0.0.0.0/0"];
}

/** The bindings of a policy that is given as text. */
export function bindingsIn(value: Json): { readonly role: string; readonly members: readonly string[] }[] {
  return textsAt(value, "policy_data").flatMap((text) => {
    try {
      const bindings = listAt(JSON.parse(text) as Json, "bindings");
      return bindings.map((binding) => ({
        role: textsAt(binding, "role")[0] ?? "",
        members: textsAt(binding, "members"),
      }));
    } catch {
      return [];
    }
  });
}

/** Attributes that decide whether something is public and are not known before the apply. */
export function undecidedAccess({ type, afterUnknown }: ResourceChange): string[] {
  const names = type === "google_compute_firewall" ? ["source_ranges"] : ["policy_data", "role"];
  const isAccess = /_iam_(?:member|binding|policy)$|^google_compute_firewall$/.test(type);
  return isAccess ? names.filter((name) => at(afterUnknown, name) === true) : [];
}
