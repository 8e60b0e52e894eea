# Every rule of the Terraform ruleset that TFLint brings with it, but one.
config {
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}

# Files are named for what they hold: a module of 40 variables has more than one file of them.
rule "terraform_standard_module_structure" {
  enabled = false
}
