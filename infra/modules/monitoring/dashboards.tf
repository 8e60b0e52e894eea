# How sections of charts become a dashboard. What they show is in dashboards-*.tf: a section is { title, charts }, a chart is { title, unit, stacked, limit,
# queries }, where queries is PromQL by legend ("" where the series' own labels tell them apart) and limit draws a line, or null.

locals {
  dashboards = merge(
    { for key, dashboard in local.service_dashboards : "services/${key}" => dashboard if contains(var.dashboards, "services") },
    { for key, dashboard in local.database_dashboards : key => dashboard if contains(var.dashboards, "database") && length(var.databases) > 0 },
    { for key, dashboard in local.experience_dashboards : key => dashboard if contains(var.dashboards, "experience") && length(var.services) > 0 },
    { for key, dashboard in local.cost_dashboards : key => dashboard if contains(var.dashboards, "cost") && length(var.services) + length(var.databases) > 0 },
  )

  # The grid is 48 wide: three charts in a row.
  columns       = 48
  chart_width   = 16
  chart_height  = 16
  header_height = 4

  section_heights = {
    for key, dashboard in local.dashboards : key => [
      for section in dashboard.sections : local.header_height + local.chart_height * ceil(length(section.charts) / 3)
    ]
  }

  tiles = {
    for key, dashboard in local.dashboards : key => flatten([
      for i, section in dashboard.sections : concat(
        [{
          x      = 0
          y      = sum(concat([0], slice(local.section_heights[key], 0, i)))
          width  = local.columns
          height = local.header_height
          widget = { title = section.title, sectionHeader = { dividerBelow = true } }
        }],
        [
          for j, chart in section.charts : {
            x      = local.chart_width * (j % 3)
            y      = sum(concat([0], slice(local.section_heights[key], 0, i))) + local.header_height + local.chart_height * floor(j / 3)
            width  = local.chart_width
            height = local.chart_height
            widget = {
              title = chart.title
              xyChart = { for name, value in {
                dataSets = [
                  for legend, query in chart.queries : { for field, content in {
                    plotType        = chart.stacked ? "STACKED_AREA" : "LINE"
                    legendTemplate  = legend
                    timeSeriesQuery = { for part, text in { prometheusQuery = query, unitOverride = chart.unit } : part => text if text != null }
                  } : field => content if content != "" }
                ]
                thresholds = [for limit in [chart.limit] : { label = "alert", value = limit } if limit != null]
              } : name => value if length(value) > 0 }
            }
          }
        ],
      )
    ])
  }
}

resource "google_monitoring_dashboard" "dashboard" {
  for_each = local.dashboards

  project = var.project_id

  dashboard_json = jsonencode({
    displayName = each.value.title
    mosaicLayout = {
      columns = local.columns
      # Google leaves out positions that are 0, and Terraform would see a difference at every plan.
      tiles = [
        for tile in local.tiles[each.key] : { for name, value in {
          xPos   = tile.x
          yPos   = tile.y
          width  = tile.width
          height = tile.height
          widget = tile.widget
        } : name => value if value != 0 }
      ]
    }
  })
}
