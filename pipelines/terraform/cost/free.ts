/**
 * Types of Google's provider that cost nothing by themselves, by the first words of their names. What they belong to may cost:
 * a database, a balancer, a bucket.
 */
const FREE: Readonly<Record<string, string>> = {
  google_access_context_manager:
    "access_level access_level_condition access_levels access_policy egress_policy ingress_policy service_perimeter service_perimeter_resource service_perimeters",
  google_apigee:
    "addons_config api api_deployment api_product app_group developer developer_app dns_zone endpoint_attachment env_keystore env_references envgroup envgroup_attachment environment_debugmask environment_keyvaluemaps environment_keyvaluemaps_entries flowhook instance instance_attachment keystores_aliases_key_cert_file keystores_aliases_pkcs12 keystores_aliases_self_signed_cert nat_address sharedflow sharedflow_deployment sync_authorization target_server",
  google_artifact_registry: "project_config rule",
  google_bigquery: "connection dataset_access datapolicy_data_policy reservation_assignment routine row_access_policy",
  google_billing: "budget project_info subaccount",
  google_binary_authorization: "attestor policy",
  google_certificate_manager:
    "certificate certificate_issuance_config certificate_map certificate_map_entry dns_authorization trust_config",
  google_cloud:
    "asset_folder_feed asset_organization_feed asset_project_feed quotas_quota_preference run_domain_mapping",
  google_cloud_identity: "group group_membership",
  google_cloudbuildv2: "connection repository",
  google_clouddeploy: "automation custom_target_type delivery_pipeline deploy_policy target",
  google_compute:
    "attached_disk autoscaler backend_bucket_signed_url_key backend_service backend_service_signed_url_key disk_resource_policy_attachment external_vpn_gateway firewall firewall_policy firewall_policy_association firewall_policy_rule global_network_endpoint global_network_endpoint_group ha_vpn_gateway health_check http_health_check https_health_check instance_group instance_group_membership instance_group_named_port instance_template managed_ssl_certificate network network_attachment network_endpoint network_endpoint_group network_endpoints network_firewall_policy network_firewall_policy_association network_firewall_policy_rule network_peering network_peering_routes_config project_default_network_tier project_metadata project_metadata_item region_autoscaler region_backend_service region_health_check region_instance_template region_network_endpoint region_network_endpoint_group region_ssl_certificate region_ssl_policy region_target_http_proxy region_target_https_proxy region_target_tcp_proxy region_url_map resource_policy resource_policy_attachment route router router_interface router_nat_address router_peer router_route_policy shared_vpc_host_project shared_vpc_service_project ssl_certificate ssl_policy subnetwork target_grpc_proxy target_http_proxy target_https_proxy target_instance target_pool target_ssl_proxy target_tcp_proxy url_map",
  google_container_analysis: "note occurrence",
  google_dns: "policy record_set response_policy response_policy_rule",
  google_essential_contacts: "contact",
  google_firebase: "android_app apple_app project web_app",
  google_firebaserules: "release ruleset",
  google_firestore: "backup_schedule document field index",
  google_folder: "organization_policy access_approval_settings",
  google_gke_backup: "backup_channel restore_channel restore_plan",
  google_gke_hub:
    "feature feature_membership fleet membership membership_binding namespace scope scope_rbac_role_binding",
  google_iam:
    "access_boundary_policy deny_policy oauth_client oauth_client_credential principal_access_boundary_policy workforce_pool workforce_pool_provider workload_identity_pool workload_identity_pool_managed_identity workload_identity_pool_namespace workload_identity_pool_provider",
  google_iap: "brand client settings tunnel_dest_group",
  google_identity_platform: "default_supported_idp_config inbound_saml_config oauth_idp_config tenant",
  google_kms: "autokey_config ekm_connection key_handle key_ring key_ring_import_job secret_ciphertext",
  google_logging:
    "billing_account_exclusion billing_account_sink folder_exclusion folder_settings folder_sink linked_dataset log_scope log_view organization_exclusion organization_settings organization_sink project_exclusion project_sink saved_query",
  google_monitoring:
    "alert_policy custom_service dashboard group monitored_project notification_channel service slo uptime_check_config",
  google_network_connectivity:
    "hub group internal_range policy_based_route regional_endpoint service_connection_policy",
  google_network_security: "address_group authz_policy client_tls_policy server_tls_policy url_lists",
  google_network_services: "endpoint_policy grpc_route http_route mesh service_binding tcp_route tls_route",
  google_org_policy: "custom_constraint policy",
  google_organization: "access_approval_settings iam_custom_role policy",
  google_os_login: "ssh_public_key",
  google_project:
    "access_approval_settings default_service_accounts iam_custom_role iam_member_remove organization_policy service service_identity usage_export_bucket",
  google_pubsub: "schema",
  google_resource_manager: "lien",
  google_secret_manager: "regional_secret secret",
  google_service:
    "account account_key networking_connection networking_peered_dns_domain networking_vpc_service_controls",
  google_sql: "database ssl_cert user",
  google_storage:
    "bucket_access_control bucket_acl bucket_object default_object_access_control default_object_acl folder hmac_key managed_folder notification object_access_control object_acl",
  google_tags: "location_tag_binding tag_binding tag_key tag_value",
};

const NAMES = new Set([
  "google_apikeys_key",
  "google_folder",
  "google_project",
  ...Object.entries(FREE).flatMap(([words, rest]) => rest.split(" ").map((word) => `${words}_${word}`)),
]);

/** Who may do what, and resources of other providers that are only on paper or run on what is priced elsewhere. */
const KINDS = /_iam_(member|binding|policy|audit_config)$|^(random|null|time|tls|local|kubernetes|helm|kubectl)_/;

/** Whether a resource of this type costs nothing by itself. */
export function isFree(type: string): boolean {
  return NAMES.has(type) || type === "terraform_data" || type === "helm_release" || KINDS.test(type);
}
