{{/* What the chart itself sets, whatever the customer adds under settings. */}}
{{- define "freehold-agent.agentSettings" -}}
ControlPlane:Endpoint: {{ .Values.controlPlane.endpoint | quote }}
ControlPlane:TokenFile: /etc/freehold/token/token
{{- if include "freehold-agent.caConfigMap" . }}
ControlPlane:CaFile: /etc/freehold/ca/ca.crt
{{- end }}
{{- with .Values.controlPlane.proxy.url }}
ControlPlane:Proxy: {{ . | quote }}
{{- end }}
Agent:Label: {{ include "freehold-agent.label" . | quote }}
{{- /* Of a volume that outlives pods each has a folder of its own: two must not write into one. */}}
Agent:StateDirectory: /var/lib/freehold-agent/{{ if .Values.state.existingClaim }}$(FREEHOLD_AGENT__REPLICAID){{ else }}state{{ end }}
Agent:MaxConcurrent: {{ .Values.workers.maxConcurrent }}
Workers:MaxPodsPerJob: {{ .Values.workers.maxPodsPerJob }}
{{- with .Values.kueue.queue }}
Workers:KueueQueue: {{ . | quote }}
{{- end }}
Health:Listen: {{ printf "http://%s:9090" .Values.health.address | quote }}
{{- if .Values.rbac.readNodeLeases }}
Kubernetes:ReadNodeLeases: "true"
{{- end }}
Logging:Level: {{ .Values.logging.level | quote }}
Logging:LibraryLevel: {{ .Values.logging.libraryLevel | quote }}
Logging:Format: json
{{- with .Values.telemetry.otlpEndpoint }}
Telemetry:OtlpEndpoint: {{ . | quote }}
Telemetry:OtlpProtocol: {{ $.Values.telemetry.otlpProtocol | quote }}
{{- end }}
{{- include "freehold-agent.executorSettings" . }}
{{- end }}

{{- define "freehold-agent.agentEnvironment" -}}
- name: FREEHOLD_AGENT__REPLICAID
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- include "freehold-agent.settings" (dict "chart" (include "freehold-agent.agentSettings" . | fromYaml) "settings" .Values.settings) }}
{{- with .Values.controlPlane.proxy }}
{{- if .existingSecret }}
- name: FREEHOLD_CONTROLPLANE__PROXY
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .key | quote }}
{{- end }}
{{- end }}
{{- /* Diagnostics would need a writable root file system, and half a gigabyte of heap is what the limit allows. */}}
- name: DOTNET_EnableDiagnostics
  value: "0"
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
