namespace k8s.Models;

public partial record V1SelfSubjectAccessReview : IKubernetesObject<V1ObjectMeta>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "SelfSubjectAccessReview";
    public const string KubeGroup = "authorization.k8s.io";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public required V1SelfSubjectAccessReviewSpec Spec { get; set; }

    [JsonPropertyName("status")]
    public V1SubjectAccessReviewStatus Status { get; set; }
}
