CREATE TYPE "potoo"."job_status" AS ENUM('queued', 'running', 'completed', 'failed', 'cancelled');--> statement-breakpoint
CREATE TABLE "potoo"."job_items" (
	"job_id" text NOT NULL,
	"index" integer NOT NULL,
	"status" "potoo"."job_status" DEFAULT 'queued' NOT NULL,
	"result_id" text,
	"error" jsonb,
	"usage" jsonb,
	CONSTRAINT "job_items_job_id_index_pk" PRIMARY KEY("job_id","index")
);
--> statement-breakpoint
CREATE TABLE "potoo"."jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"type" text NOT NULL,
	"status" "potoo"."job_status" DEFAULT 'queued' NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"stage" text,
	"request" jsonb NOT NULL,
	"webhook_url" text,
	"base_url" text NOT NULL,
	"context" jsonb NOT NULL,
	"turn" bigint NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"tries_left" integer NOT NULL,
	"run" integer DEFAULT 1 NOT NULL,
	"worker" text,
	"error" jsonb,
	"usage" jsonb,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "potoo"."results" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"job_id" text,
	"part" text NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"stored" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "potoo"."workers" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"capacity" integer NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "potoo"."job_items" ADD CONSTRAINT "job_items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "potoo"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_of_owner" ON "potoo"."jobs" USING btree ("owner","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "jobs_queued" ON "potoo"."jobs" USING btree ("turn") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "jobs_ended" ON "potoo"."jobs" USING btree ("completed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "results_of_job" ON "potoo"."results" USING btree ("job_id","part") WHERE stored;--> statement-breakpoint
CREATE INDEX "results_of_owner" ON "potoo"."results" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "results_expiring" ON "potoo"."results" USING btree ("expires_at");