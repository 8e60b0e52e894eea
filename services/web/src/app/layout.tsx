import type { Metadata, Viewport } from "next";
import Link from "next/link";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./global.css";

export const metadata: Metadata = {
  title: { default: "Property listings", template: "%s – Property listings" },
  description: "Homes for sale, newest first.",
  icons: "/icon.svg",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f4ef" },
    { media: "(prefers-color-scheme: dark)", color: "#14191c" },
  ],
};

export default async function Layout({ children }: { readonly children: ReactNode }) {
  // Every page is made for its request: a page made at build time would lack the nonce that its scripts need.
  await connection();
  return (
    <html lang="en-ZA">
      <body>
        <a className="skip" href="#content">
          Skip to content
        </a>
        <header className="top">
          <Link className="brand" href="/" prefetch={false}>
            <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <path d="M4 15 16 5l12 10M8 13v13h16V13M13 26v-8h6v8" />
            </svg>
            Property listings
          </Link>
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}
