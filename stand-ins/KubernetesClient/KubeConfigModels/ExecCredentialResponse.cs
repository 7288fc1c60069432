namespace k8s.KubeConfigModels;

public class ExecCredentialResponse
{
    [JsonPropertyName("status")]
    public ExecStatus Status { get; set; }

    public class ExecStatus
    {
        public DateTime? ExpirationTimestamp { get; set; }

        public string Token { get; set; }
    }
}
