import Link from "next/link";
import { notFound } from "next/navigation";
import { listListings } from "../listings/api";
import { ListingList } from "../listings/listing-list";
import { NewListingForm } from "../listings/new-listing-form";
import { Unavailable } from "../listings/unavailable";

interface Props {
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export default async function ListingsPage({ searchParams }: Props) {
  const { after } = await searchParams;
  if (Array.isArray(after)) notFound();
  const answer = await listListings(after);
  if (!answer.ok) {
    // Only a cursor can be invalid here.
    if (answer.failure.kind !== "unavailable") notFound();
    return <Unavailable retry={after === undefined ? "/" : `/?${new URLSearchParams({ after })}`} />;
  }
  const { items, next } = answer.value;
  return (
    <div className="columns">
      <section aria-labelledby="listings">
        <h1 id="listings">{after === undefined ? "Newest listings" : "Older listings"}</h1>
        {items.length > 0 ? <ListingList listings={items} /> : <p className="quiet">There are no listings yet.</p>}
        <nav className="pages" aria-label="Pages">
          {after !== undefined && (
            <Link className="button" href="/" prefetch={false}>
              Newest listings
            </Link>
          )}
          {next !== null && (
            <Link className="button" href={{ query: { after: next } }} prefetch={false}>
              Older listings
            </Link>
          )}
        </nav>
      </section>
      <NewListingForm />
    </div>
  );
}
