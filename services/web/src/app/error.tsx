"use client";

/** For what no page foresees. The cause is in the log, and stays there. */
export default function UnexpectedError() {
  return (
    <section className="notice">
      <h1>Something went wrong</h1>
      <p>This page could not be shown. It may work when it is loaded again.</p>
      <p>
        <a className="button" href="/">
          All listings
        </a>
      </p>
    </section>
  );
}
