CREATE TABLE "listings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"title" varchar(120) NOT NULL,
	"description" varchar(2000) DEFAULT '' NOT NULL,
	"price_cents" bigint NOT NULL,
	"currency" char(3) DEFAULT 'ZAR' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "listings_title_not_empty" CHECK ("listings"."title" <> ''),
	CONSTRAINT "listings_price_in_range" CHECK ("listings"."price_cents" between 0 and 9007199254740991),
	CONSTRAINT "listings_currency_code" CHECK ("listings"."currency" ~ '^[A-Z]{3}$')
);
