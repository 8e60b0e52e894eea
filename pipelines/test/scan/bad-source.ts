/** Put together here, so that no scan of this repository takes it for a real one. */
export const KEY = ["AKIA", "QX7ZP2LM", "KD4VN3WR"].join("");

/** A bucket that everybody may read. */
export const BUCKET = `resource "google_storage_bucket" "photos" {
  name     = "photos"
  location = "EU"
}

resource "google_storage_bucket_iam_member" "public" {
  bucket = google_storage_bucket.photos.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
`;
