import type { Pricer } from "./bill.js";
import { computeDisk, computeInstance, computeRegionDisk } from "./compute.js";
import { cluster, nodePool } from "./kubernetes.js";
import {
  address,
  globalAddress,
  globalForwardingRule,
  regionalForwardingRule,
  routerNat,
  securityPolicy,
  securityPolicyRule,
  vpcConnector,
} from "./network.js";
import { redisInstance } from "./redis.js";
import { runService, runServiceV1 } from "./run.js";
import {
  apigeeEnvironment,
  bucket,
  cryptoKey,
  cryptoKeyVersion,
  dnsZone,
  functionByUse,
  registryRepository,
  schedulerJob,
  secretVersion,
} from "./services.js";
import { sqlInstance } from "./sql.js";

/** How each type of resource that has a price of its own is billed. */
export const PRICERS: ReadonlyMap<string, Pricer> = new Map([
  ["google_apigee_environment", apigeeEnvironment],
  ["google_artifact_registry_repository", registryRepository],
  ["google_cloud_run_service", runServiceV1],
  ["google_cloud_run_v2_service", runService],
  ["google_cloud_scheduler_job", schedulerJob],
  ["google_cloudfunctions2_function", functionByUse],
  ["google_cloudfunctions_function", functionByUse],
  ["google_compute_address", address],
  ["google_compute_disk", computeDisk],
  ["google_compute_forwarding_rule", regionalForwardingRule],
  ["google_compute_global_address", globalAddress],
  ["google_compute_global_forwarding_rule", globalForwardingRule],
  ["google_compute_instance", computeInstance],
  ["google_compute_region_disk", computeRegionDisk],
  ["google_compute_region_security_policy", securityPolicy],
  ["google_compute_region_security_policy_rule", securityPolicyRule],
  ["google_compute_router_nat", routerNat],
  ["google_compute_security_policy", securityPolicy],
  ["google_compute_security_policy_rule", securityPolicyRule],
  ["google_container_cluster", cluster],
  ["google_container_node_pool", nodePool],
  ["google_dns_managed_zone", dnsZone],
  ["google_kms_crypto_key", cryptoKey],
  ["google_kms_crypto_key_version", cryptoKeyVersion],
  ["google_redis_instance", redisInstance],
  ["google_secret_manager_regional_secret_version", secretVersion],
  ["google_secret_manager_secret_version", secretVersion],
  ["google_sql_database_instance", sqlInstance],
  ["google_storage_bucket", bucket],
  ["google_vpc_access_connector", vpcConnector],
]);
