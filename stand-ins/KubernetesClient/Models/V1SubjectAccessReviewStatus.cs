namespace k8s.Models;

public partial record V1SubjectAccessReviewStatus
{
    [JsonPropertyName("allowed")]
    public required bool Allowed { get; set; }

    [JsonPropertyName("denied")]
    public bool? Denied { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }
}
