CREATE TABLE "potoo"."voices" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"voice" jsonb NOT NULL,
	"recording" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "voices_of_owner" ON "potoo"."voices" USING btree ("owner","created_at");