import Link from "next/link";
import { formatDay, formatPrice } from "./format";
import type { Listing } from "./listing";

export function ListingList({ listings }: { readonly listings: readonly Listing[] }) {
  return (
    <ul className="cards">
      {listings.map(({ id, title, description, priceCents, currency, createdAt }) => (
        <li key={id} className="card">
          <h2>
            {/* Not fetched ahead: a page of links would ask the API for every listing on it. */}
            <Link href={`/listings/${id}`} prefetch={false}>
              {title}
            </Link>
          </h2>
          <p className="price">{formatPrice(priceCents, currency)}</p>
          {description && <p className="excerpt">{description}</p>}
          <p className="quiet">
            Added <time dateTime={createdAt}>{formatDay(createdAt)}</time>
          </p>
        </li>
      ))}
    </ul>
  );
}
