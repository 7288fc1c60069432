{{/* What a size stands for: requests and limits of a container. Takes: size. */}}
{{- define "freehold-agent.size" -}}
{{- $sizes := dict
  "S" (dict "request" "600m" "limit" "1600m" "memory" "2000Mi")
  "M" (dict "request" "1000m" "limit" "1500m" "memory" "3000Mi")
  "L" (dict "request" "1000m" "limit" "2000m" "memory" "5000Mi") -}}
{{- $size := get $sizes .size -}}
requests:
  cpu: {{ $size.request }}
  memory: {{ $size.memory }}
limits:
  cpu: {{ $size.limit }}
  memory: {{ $size.memory }}
{{- end }}
