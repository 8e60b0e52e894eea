import { StatusError } from "../status.js";

/** A source of random numbers in [0, 1). */
export type Random = () => number;

export interface ServiceName {
  readonly parent: string;
  readonly id: string;
}

const PARENT = /^projects\/[^/]+\/locations\/[^/]+$/;
const SERVICE = /^(projects\/[^/]+\/locations\/[^/]+)\/services\/([^/]+)$/;
const REVISION = /^(projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+)\/revisions\/([^/]+)$/;

/** Refuses what is not projects/P/locations/L; the wildcard location is refused too. */
export function requireParent(parent: string): string {
  if (!PARENT.test(parent) || parent.endsWith("/-")) {
    throw invalidName("parent", parent, "projects/{project}/locations/{location}");
  }
  return parent;
}

export function parseServiceName(name: string): ServiceName {
  const match = SERVICE.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw invalidName("name", name, "projects/{project}/locations/{location}/services/{service}");
  }
  return { parent: match[1], id: match[2] };
}

export function parseRevisionName(name: string): { readonly service: string; readonly id: string } {
  const match = REVISION.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw invalidName("name", name, "projects/{project}/locations/{location}/services/{service}/revisions/{revision}");
  }
  return { service: match[1], id: match[2] };
}

/** The last part of a full name: `svc-00001-abc` of `…/revisions/svc-00001-abc`; a short name is its own. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** What is wrong with a service id, if anything. CreateServiceRequest.service_id: fewer than 50 characters. */
export function serviceIdProblem(id: string): string | undefined {
  return /^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$/.test(id)
    ? undefined
    : `Invalid resource name '${id}': only lowercase, digits, and hyphens; must begin with letter, and cannot end with hyphen; must be less than 50 characters`;
}

/** What is wrong with the short name of a revision, if anything. Wording as Google's where it is known. */
export function revisionIdProblem(id: string, serviceId: string): string | undefined {
  if (!id.startsWith(`${serviceId}-`)) {
    return "revision names must be prefixed by the name of the enclosing Service or Job with a trailing -";
  }
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(id)
    ? undefined
    : "only lowercase, digits, and hyphens; must begin with letter, and cannot end with hyphen; must be less than 64 characters";
}

const CONSONANTS = "bcdfghjklmnpqrstvwxz";
const VOWELS = "aeiou";

/** `svc-00007-bax`: five digits of the generation, then consonant, vowel, consonant as gcloud has them. */
export function generatedRevisionId(serviceId: string, generation: number, random: Random): string {
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  const suffix = `-${String(generation).padStart(5, "0")}-${pick(CONSONANTS)}${pick(VOWELS)}${pick(CONSONANTS)}`;
  return `${serviceId.slice(0, 63 - suffix.length)}${suffix}`;
}

/** A UUID of version 4 from an injected source. */
export function randomUid(random: Random): string {
  const hex = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join("");
  const variant = "89ab".charAt(Math.floor(random() * 4));
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}

function invalidName(field: string, given: string, form: string): StatusError {
  const description = `Invalid resource name '${given}'. Expected the form ${form}.`;
  return new StatusError("INVALID_ARGUMENT", description, [{ field, description }]);
}
