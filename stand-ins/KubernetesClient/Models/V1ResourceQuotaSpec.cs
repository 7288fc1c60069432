namespace k8s.Models;

public partial record V1ResourceQuotaSpec
{
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity> Hard { get; set; }
}
