import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { findListing } from "../../../listings/api";
import { formatDay, formatPrice } from "../../../listings/format";
import { Unavailable } from "../../../listings/unavailable";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

/** Once for the title and the page of a request. */
const find = cache(findListing);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await find((await params).id);
  if (answer.ok) return { title: answer.value.title };
  return { title: answer.failure.kind === "unavailable" ? "Unavailable" : "Not found" };
}

export default async function ListingPage({ params }: Props) {
  const { id } = await params;
  const answer = await find(id);
  if (!answer.ok) {
    // An id that the API finds invalid is one that no listing has.
    if (answer.failure.kind !== "unavailable") notFound();
    return <Unavailable retry={`/listings/${encodeURIComponent(id)}`} />;
  }
  const { title, description, priceCents, currency, createdAt } = answer.value;
  return (
    <article className="listing">
      <h1>{title}</h1>
      <p className="price">{formatPrice(priceCents, currency)}</p>
      {description && <p className="description">{description}</p>}
      <p className="quiet">
        Added <time dateTime={createdAt}>{formatDay(createdAt)}</time>
      </p>
      <p>
        <Link className="button" href="/" prefetch={false}>
          All listings
        </Link>
      </p>
    </article>
  );
}
