export const dynamic = "force-dynamic";

/** Whether this process serves. The API is not asked: restarting this service would not bring that one back. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
