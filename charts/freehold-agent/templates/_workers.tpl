{{/* How the agent runs workers. */}}
{{- define "freehold-agent.executorSettings" }}
Executor:Kind: kubernetes
Workers:Image: {{ include "freehold-agent.workerImage" . | quote }}
Workers:ImagePullPolicy: {{ .Values.workers.image.pullPolicy }}
Workers:ServiceAccounts: {{ include "freehold-agent.workerServiceAccounts" . | quote }}
Workers:PodTemplateFile: /etc/freehold/workers/pod-template.json
{{- with .Values.workers.scratch.storageClass }}
Workers:ScratchStorageClass: {{ . | quote }}
{{- end }}
{{- end }}

{{/* What every worker's pod has in common, as a pod template. */}}
{{- define "freehold-agent.workerTemplate" -}}
metadata:
  labels:
    app.kubernetes.io/name: freehold-worker
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/part-of: freehold
    {{- with .Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .Values.workers.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.workers.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with .Values.workers.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  {{- with concat .Values.image.pullSecrets .Values.workers.imagePullSecrets | uniq }}
  imagePullSecrets:
    {{- include "freehold-agent.pullSecrets" . | nindent 4 }}
  {{- end }}
  # null takes away what the agent would set: the cluster chooses then.
  securityContext:
    {{- range $member := list "runAsUser" "runAsGroup" "fsGroup" }}
    {{ $member }}: {{ get $.Values.security $member | default "null" }}
    {{- end }}
  {{- with .Values.workers.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.workers.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.workers.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.workers.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: main
      {{- with .Values.workers.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with include "freehold-agent.workerEnvironment" . | trim }}
      env:
        {{- . | nindent 8 }}
      {{- end }}
      {{- if or (include "freehold-agent.caConfigMap" .) .Values.workers.extraVolumeMounts }}
      volumeMounts:
        {{- if include "freehold-agent.caConfigMap" . }}
        - name: ca
          mountPath: /etc/freehold/ca
          readOnly: true
        {{- end }}
        {{- with .Values.workers.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
  {{- if or (include "freehold-agent.caConfigMap" .) .Values.workers.extraVolumes }}
  volumes:
    {{- with include "freehold-agent.caConfigMap" . }}
    - name: ca
      configMap:
        name: {{ . }}
        items:
          - key: {{ $.Values.controlPlane.caBundle.key | quote }}
            path: ca.crt
    {{- end }}
    {{- with .Values.workers.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
{{- end }}

{{- define "freehold-agent.workerEnvironment" -}}
{{- $proxy := .Values.controlPlane.proxy }}
{{- if and .Values.workers.useProxy (or $proxy.url $proxy.existingSecret) }}
{{- range $name := list "HTTP_PROXY" "HTTPS_PROXY" }}
- name: {{ $name }}
  {{- if $proxy.existingSecret }}
  valueFrom:
    secretKeyRef:
      name: {{ $proxy.existingSecret | quote }}
      key: {{ $proxy.key | quote }}
  {{- else }}
  value: {{ $proxy.url | quote }}
  {{- end }}
{{- end }}
- name: NO_PROXY
  value: {{ join "," $proxy.noProxy | quote }}
{{- end }}
{{- if include "freehold-agent.caConfigMap" . }}
# Beside the system's authorities: buckets may be vouched for by either.
- name: SSL_CERT_DIR
  value: /etc/ssl/certs:/etc/freehold/ca
{{- end }}
{{- range $name, $bucket := .Values.workers.buckets }}
{{- $prefix := printf "FREEHOLD_BUCKETS__%s__" (upper $name) }}
- name: {{ $prefix }}MATCH
  value: {{ $bucket.match | quote }}
{{- range $key, $value := $bucket.settings }}
- name: {{ $prefix }}{{ upper $key }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $key := $bucket.secretKeys }}
- name: {{ $prefix }}{{ upper $key }}
  valueFrom:
    secretKeyRef:
      name: {{ $bucket.existingSecret | quote }}
      key: {{ $key | quote }}
{{- end }}
{{- end }}
{{- with .Values.workers.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What only pods of one size have. Takes: the size's values. Empty when it has nothing of its own. */}}
{{- define "freehold-agent.workerTemplateOfSize" -}}
{{- if or .nodeSelector .tolerations .affinity .resources }}
spec:
  {{- with .nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .resources }}
  containers:
    - name: main
      resources:
        {{- toYaml . | nindent 8 }}
  {{- end }}
{{- end }}
{{- end }}
