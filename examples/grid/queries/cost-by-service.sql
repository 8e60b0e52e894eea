-- What each part of Grid cost in the last 30 days, by project, Google's service and label, and how that compares with the 30 days before.
-- For BigQuery, on the standard export of Cloud Billing: replace the table's name by yours.
DECLARE today DATE DEFAULT CURRENT_DATE("UTC");

WITH costs AS (
  SELECT
    project.id AS project,
    service.description AS google_service,
    (SELECT value FROM UNNEST(labels) WHERE key = "environment") AS environment,
    cost + IFNULL((SELECT SUM(credit.amount) FROM UNNEST(credits) AS credit), 0) AS cost_net,
    DATE(usage_start_time, "UTC") >= DATE_SUB(today, INTERVAL 30 DAY) AS is_recent,
    currency
  FROM `grid-shared.billing.gcp_billing_export_v1_012345_6789AB_CDEF01`
  -- The export's partitions are days of arrival, which may be later than use, never earlier.
  WHERE _PARTITIONTIME >= TIMESTAMP(DATE_SUB(today, INTERVAL 60 DAY))
    AND usage_start_time >= TIMESTAMP(DATE_SUB(today, INTERVAL 60 DAY))
    AND usage_start_time < TIMESTAMP(today)
    AND STARTS_WITH(project.id, "grid-")
)

SELECT
  project,
  environment,
  google_service,
  ROUND(SUM(IF(is_recent, cost_net, 0)), 2) AS last_30_days,
  ROUND(SUM(IF(is_recent, 0, cost_net)), 2) AS the_30_before,
  ROUND(100 * SAFE_DIVIDE(SUM(IF(is_recent, cost_net, -cost_net)), SUM(IF(is_recent, 0, cost_net))), 1) AS change_percent,
  currency
FROM costs
GROUP BY project, environment, google_service, currency
HAVING last_30_days > 1 OR the_30_before > 1
ORDER BY last_30_days DESC;
