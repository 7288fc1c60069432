namespace k8s.Models;

public partial record V1ResourceQuotaStatus
{
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity> Hard { get; set; }

    [JsonPropertyName("used")]
    public IDictionary<string, ResourceQuantity> Used { get; set; }
}
