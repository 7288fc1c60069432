namespace k8s.Models;

public partial record V1SelfSubjectAccessReviewSpec
{
    [JsonPropertyName("resourceAttributes")]
    public V1ResourceAttributes ResourceAttributes { get; set; }
}
