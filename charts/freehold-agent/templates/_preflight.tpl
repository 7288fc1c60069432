{{/* What the agent checks, when it is asked to. */}}
{{- define "freehold-agent.preflightSettings" }}
Preflight:Pods: {{ .Values.preflight.pods | quote }}
Preflight:WorkerLimit: {{ .Values.preflight.workerLimit }}
{{- if .Values.preflight.buckets }}
Preflight:BucketsFile: /etc/freehold/workers/buckets.json
{{- end }}
{{- with include "freehold-agent.namedSecrets" . }}
Preflight:Secrets: {{ . | quote }}
{{- end }}
{{- end }}

{{/* Names of the Secrets that the values name and somebody else makes, with commas. */}}
{{- define "freehold-agent.namedSecrets" -}}
{{- $names := concat (list .Values.credentials.existingSecret .Values.controlPlane.proxy.existingSecret) .Values.image.pullSecrets .Values.workers.imagePullSecrets -}}
{{- $names | compact | uniq | sortAlpha | join "," -}}
{{- end }}
