# What Cloud Run gives an instance, as the validations of the variable gpu read it.

locals {
  # Memory in MiB that goes with a number of CPUs. The first row that a service has the CPUs for applies.
  memory_by_cpu = [
    { cpu = 8, min = 4096, max = 32768 },
    { cpu = 6, min = 4096, max = 24576 },
    { cpu = 4, min = 2048, max = 16384 },
    { cpu = 2, min = 128, max = 8192 },
    { cpu = 1, min = 128, max = 4096 },
    { cpu = 0.5, min = 128, max = 1024 },
    { cpu = 0.08, min = 128, max = 512 },
  ]

  # Least CPUs and MiB beside a GPU.
  gpu_needs = {
    "nvidia-l4"           = { cpu = 4, memory_mib = 16384 }
    "nvidia-rtx-pro-6000" = { cpu = 20, memory_mib = 81920 }
  }
}
