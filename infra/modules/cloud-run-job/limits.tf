# What Cloud Run gives a task: memory in MiB that goes with a number of CPUs.

locals {
  memory_by_cpu = {
    "1" = { min = 512, max = 4096 }
    "2" = { min = 512, max = 8192 }
    "4" = { min = 2048, max = 16384 }
    "6" = { min = 4096, max = 24576 }
    "8" = { min = 4096, max = 32768 }
  }
}
