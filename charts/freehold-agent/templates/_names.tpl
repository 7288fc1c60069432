{{/* Everything is named after the release: <release>-agent, <release>-worker-<kind>. A release's name may hold dots, ours may not. */}}
{{- define "freehold-agent.release" -}}
{{- .Release.Name | replace "." "-" -}}
{{- end }}

{{- define "freehold-agent.agent" -}}
{{- include "freehold-agent.release" . }}-agent
{{- end }}

{{/* The agent's label: what the control plane knows it by. */}}
{{- define "freehold-agent.label" -}}
{{- .Values.label | default (include "freehold-agent.release" .) -}}
{{- end }}

{{/* Labels of everything. */}}
{{- define "freehold-agent.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: freehold-agent
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: freehold
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What finds the agent's pods. Never changes: a Deployment's selector cannot. */}}
{{- define "freehold-agent.agentSelector" -}}
app.kubernetes.io/name: freehold-agent
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: agent
{{- end }}

{{/* What finds the workers' pods: the agent labels them so. */}}
{{- define "freehold-agent.workerSelector" -}}
app.kubernetes.io/managed-by: freehold-agent
freehold.io/agent: {{ include "freehold-agent.label" . }}
{{- end }}

{{- define "freehold-agent.tokenSecret" -}}
{{- .Values.credentials.existingSecret | default (printf "%s-token" (include "freehold-agent.agent" .)) -}}
{{- end }}

{{/* The Lease by which replicas choose their leader: what the agent calls it by itself. */}}
{{- define "freehold-agent.lease" -}}
freehold-agent-{{ include "freehold-agent.label" . }}
{{- end }}

{{/* The ConfigMap that holds the authorities, or nothing. */}}
{{- define "freehold-agent.caConfigMap" -}}
{{- with .Values.controlPlane.caBundle -}}
{{- if .existingConfigMap }}{{ .existingConfigMap }}
{{- else if .pem }}{{ include "freehold-agent.agent" $ }}-ca
{{- end }}
{{- end }}
{{- end }}
