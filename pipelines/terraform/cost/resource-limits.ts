/** Gibibytes in each unit of Kubernetes' memory amounts. */
const GIGABYTES: Readonly<Record<string, number>> = {
  "": 2 ** -30,
  k: 1e3 / 2 ** 30,
  M: 1e6 / 2 ** 30,
  G: 1e9 / 2 ** 30,
  Ki: 2 ** -20,
  Mi: 2 ** -10,
  Gi: 1,
};

/** vCPUs of a CPU limit, such as `2` or `500m`; 1 without one. */
export function cores(limit: string | undefined): number {
  const [, amount, unit] = /^(\d{1,6}(?:\.\d{1,6})?)(m?)$/.exec(limit ?? "1") ?? [];
  return amount === undefined ? 1 : Number(amount) / (unit === "m" ? 1000 : 1);
}

/** GB of a memory limit, such as `512Mi`; half a one without it. */
export function gigabytes(limit: string | undefined): number {
  const [, amount, unit = ""] = /^(\d{1,12}(?:\.\d{1,6})?)(|k|M|G|Ki|Mi|Gi)$/.exec(limit ?? "512Mi") ?? [];
  return amount === undefined ? 0.5 : Number(amount) * (GIGABYTES[unit] ?? 0);
}
