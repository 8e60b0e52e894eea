/** In the place of what cannot be shown. Says nothing of the cause, which the log has. */
export function Unavailable({ retry }: { readonly retry: string }) {
  return (
    <section className="notice" aria-labelledby="unavailable">
      <h1 id="unavailable">Listings are unavailable</h1>
      <p>The service that keeps the listings does not answer. Please try again in a few minutes.</p>
      <p>
        {/* Not a link of the router: a fresh request is the point. */}
        <a className="button" href={retry}>
          Try again
        </a>
      </p>
    </section>
  );
}
