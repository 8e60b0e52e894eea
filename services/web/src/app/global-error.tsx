"use client";

import UnexpectedError from "./error";
import "./global.css";

/** In the place of the layout, when that is what failed. */
export default function GlobalError() {
  return (
    <html lang="en-ZA">
      <body>
        <main>
          <UnexpectedError />
        </main>
      </body>
    </html>
  );
}
