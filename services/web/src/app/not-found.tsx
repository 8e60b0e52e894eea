import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <section className="notice">
      <h1>There is nothing here</h1>
      <p>The address may be mistyped, or the listing may be gone.</p>
      <p>
        <Link className="button" href="/" prefetch={false}>
          All listings
        </Link>
      </p>
    </section>
  );
}
