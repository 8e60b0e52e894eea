package cloud

// texts are the forms of what services fill in: by type and attribute, or for an attribute of any type. Words in
// braces are replaced, see written; any other word in braces is an attribute of the resource.
var texts = map[string]string{
	"google_artifact_registry_repository.name":             "{repository_id}",
	"google_artifact_registry_repository.registry_uri":     "{location}-docker.pkg.dev/{project}/{repository_id}",
	"google_client_config.access_token":                    "ya29.stand-in-{hash}",
	"google_client_openid_userinfo.email":                  "stand-in@{project}.iam.gserviceaccount.com",
	"google_compute_global_address.address":                "{public}",
	"google_compute_global_forwarding_rule.ip_address":     "{public}",
	"google_compute_address.address":                       "{public}",
	"google_container_cluster.endpoint":                    "{private}",
	"google_firebase_database_instance.database_url":       "https://{instance_id}.{location}.firebasedatabase.app",
	"google_firebase_web_app.app_id":                       "1:{number}:web:{hash}",
	"google_project.name":                                  "{project_id}",
	"google_project.project_id":                            "{project}",
	"google_project_service_identity.email":                "service-{number}@gcp-sa-{agent}.iam.gserviceaccount.com",
	"google_redis_instance.state":                          "READY",
	"google_secret_manager_secret.name":                    "projects/{number}/secrets/{secret_id}",
	"google_secret_manager_secret_version.name":            "{secret}/versions/1",
	"google_service_account.email":                         "{account_id}@{project}.iam.gserviceaccount.com",
	"google_service_account.name":                          "projects/{project}/serviceAccounts/{email}",
	"google_service_account.unique_id":                     "{digits}",
	"google_sql_database_instance.public_ip_address":       "{public}",
	"google_storage_bucket.url":                            "gs://{name}",
	"google_storage_bucket.public_access_prevention":       "inherited",
	"google_storage_bucket.rpo":                            "DEFAULT",
	"google_storage_bucket.self_link":                      "https://www.googleapis.com/storage/v1/b/{name}",
	"google_storage_project_service_account.email_address": "service-{number}@gs-project-accounts.iam.gserviceaccount.com",
	"google_vpc_access_connector.state":                    "READY",
	"google_vpc_access_connector.self_link":                "{id}",
	"google_iam_workload_identity_pool.name":               "projects/{number}/locations/global/workloadIdentityPools/{workload_identity_pool_id}",
	"google_iam_workload_identity_pool_provider.name":      "projects/{number}/locations/global/workloadIdentityPools/{workload_identity_pool_id}/providers/{workload_identity_pool_provider_id}",
	"google_cloud_run_v2_service.latest_ready_revision":    "{id}/revisions/{name}-00001-{short}",
	"google_cloud_run_v2_service.latest_created_revision":  "{id}/revisions/{name}-00001-{short}",

	"address": "{private}", "ip_address": "{private}", "host": "{private}", "gateway_address": "{private}", "gateway_ipv4": "{private}",
	"cluster_ca_certificate": "c3RhbmQtaW4gY2VydGlmaWNhdGU=", "private_key": "c3RhbmQtaW4gcHJpdmF0ZSBrZXk=",
	"connection_name": "{project}:{location}:{name}", "default_hostname": "{name}-{hash}.{place}.gateway.dev",
	"email": "{name}@{project}.iam.gserviceaccount.com", "member": "serviceAccount:{email}", "etag": "BwX{hash}=", "fingerprint": "{hash}=",
	"creation_date": "2025-01-01T00:00:00Z", "time_created": "2025-01-01T00:00:00Z", "updated": "2025-01-01T00:00:00Z",
	"generation": "1", "launch_stage": "GA", "location": "{location}", "nat_ip": "{public}", "number": "{number}", "password": "stand-in-{hash}",
	"project": "{project}", "project_id": "{project}", "project_number": "{number}", "region": "{region}", "state": "ACTIVE", "status": "ACTIVE",
	"self_link": "https://{service}/v1/{id}", "uid": "{digits}", "unique_id": "{digits}", "numeric_id": "{digits}",
	"uri": "https://{name}-{hash}-{place}.a.run.app", "url": "https://{name}-{hash}-{place}.a.run.app", "version": "1",
	"writer_identity": "serviceAccount:service-{number}@gcp-sa-logging.iam.gserviceaccount.com", "zone": "{zone}",
}

// endings are the forms for the attributes whose name ends so, the first that fits.
var endings = []struct{ suffix, form string }{
	{"_time", "2025-01-01T00:00:00Z"}, {"timestamp", "2025-01-01T00:00:00Z"}, {"public_ip_address", "{public}"},
	{"ip_address", "{private}"}, {"service_account", "service-{number}@stand-in.iam.gserviceaccount.com"},
	{"service_account_email", "service-{number}@stand-in.iam.gserviceaccount.com"},
	{"service_account_email_address", "p{number}-{short}@gcp-sa-cloud-sql.iam.gserviceaccount.com"},
}

// numbers are what services usually answer.
var numbers = map[string]int64{
	"generation": 1, "metageneration": 1, "mtu": 1460, "observed_generation": 1, "port": 6379, "replica_count": 0, "version": 1,
}

// lists are the elements of lists of texts.
var lists = map[string][]string{
	"cidr_blocks":      {"203.0.113.0/24"},
	"cidr_blocks_ipv4": {"203.0.113.0/24"},
	"name_servers":     {"ns-cloud-a1.googledomains.com.", "ns-cloud-a2.googledomains.com.", "ns-cloud-a3.googledomains.com.", "ns-cloud-a4.googledomains.com."},
	"names":            {"{region}-a", "{region}-b", "{region}-c"},
	"urls":             {"https://{name}-{hash}-{place}.a.run.app"},
}
